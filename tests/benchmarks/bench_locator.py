"""How fast locators are read and found, each beside a bare regular expression of the same task.

Run ``python tests/benchmarks/bench_locator.py``. Figures are the best of several runs, in processor
time; compare the ratios, not the figures of two machines.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable

from provenance.reading.locator import parse_locator
from provenance.reading.scan import find_locators

REFERENCES = (
    "RGASPI, f. 17, op. 162, d. 18, ll. 5–6",
    "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26–29",
    "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 26–29",
    "BArch, DY 30/3384, Bl. 112–118",
    "TNA, FO 371/127290",
    "NARA, RG 59, box 3140",
)
ENGLISH = (
    "The Central Committee met on 14 May 1957 and heard the report of Comrade Mikoyan.",
    "Historians have long disagreed about this episode (Halloran 1999, 45–52; Voss 2003, 112).",
    "According to the Hungarian minister, the harvest of 1956 amounted to 2.87 million tons.",
    "As the New York Times wrote on 12 October 1950, the UN forces had crossed the 38th parallel.",
    "It is difficult to say what the Ministry of Foreign Affairs knew; its officials were timid.",
    "The most careful account of the August plenum relies on few documents (pp. 97–121).",
    "Trade with the USSR grew from 55.7 million rubles to 122.6 million, see table 3 on p. 14.",
    "The CIA estimated in NIE 14.2-56 that no change was likely, and the State Department agreed.",
    "What followed was, in the words of a Polish diplomat, “a winter without newspapers”.",
    "Such sources are rarely neutral: a diary written for superiors has its own conventions.",
)
RUSSIAN = (
    "Пленум Центрального комитета состоялся 14 мая 1957 г. и заслушал доклад А. И. Микояна.",
    "Историки давно спорят об этом эпизоде (Горин 1999, с. 45–52; Фосс 2003, с. 112).",
    "Торговля с СССР выросла с 55,7 млн рублей в 1950 г. до 122,6 млн в 1957 г. (табл. 3, с. 14).",
    "Трудно сказать, что именно знало в то время Министерство иностранных дел.",
    "См. рассуждение в главе 4, прим. 17, и карту на с. 233; ср. также т. 2, № 5.",
    "Это не значит, что посол выдумывал беседы, но он упорядочивал и сокращал их.",
)
BARE = re.compile(
    r"(?P<archive>RGASPI|АВП РФ|ЦДАГО України|BArch|TNA|NARA)[,.:]? "
    r"(?:(?:[Ff]|Ф|RG)\.? (?P<fond>[\w-]+)[,.] (?:(?:op|Оп)\. (?P<opis>\d+)[,.] "
    r"(?:d|Д|Спр)\. (?P<delo>\d+)[,.] (?:ll?|Л|Арк)\. (?P<leaf>[\d–-]+)|box (?P<box>\d+))"
    r"|(?P<series>[A-Z]+ \d+)/(?P<piece>\d+))"
)
HOSTILE = ("f. ", "1234567890", "[", "(", "f. 1 ", "RGASPI, ", "Ibid. ", "\\footnote{", "1-", "\n")


def best(task: Callable[[], object], times: int = 7) -> float:
    """Return the least processor time of several runs, in seconds."""
    least = 1e9
    for _ in range(times):
        start = time.process_time()
        task()
        least = min(least, time.process_time() - start)
    return least


def prose(sentences: tuple[str, ...], references: list[str], every: int, words: int) -> str:
    """Return prose with a reference in brackets after each ``every`` words."""
    chosen = random.Random(1)
    parts: list[str] = []
    count = since = 0
    while count < words:
        sentence = chosen.choice(sentences)
        length = len(sentence.split())
        count, since = count + length, since + length
        if since >= every:
            sentence, since = f"{sentence[:-1]} ({chosen.choice(references)}).", 0
        parts.append(sentence + ("\n\n" if chosen.random() < 0.15 else " "))
    return "".join(parts)


def main() -> None:
    """Print the tables."""
    print(f"{'parse':52} {'µs':>7} {'bare regex':>11}")
    for reference in REFERENCES:
        fresh = [reference.replace("1", str(number % 9 + 1)) for number in range(300)]
        mine = best(lambda texts=fresh: [parse_locator(text) for text in texts]) / 300
        bare = best(lambda texts=fresh: [BARE.match(text) for text in texts]) / 300
        print(f"{reference:52} {mine * 1e6:7.1f} {bare * 1e6:11.2f}")
    print(f"\n{'find: a reference every':30} {'MB/s':>8} {'bare regex':>11} {'found':>7}")
    latin = [text for text in REFERENCES if text[0] < "z"]
    cyrillic = [text for text in REFERENCES if text[0] > "z"]
    for name, sentences, references in (
        ("English", ENGLISH, latin), ("Russian", RUSSIAN, cyrillic),
    ):  # fmt: skip
        for every, words in ((20, 20_000), (2_000, 200_000)):
            text = prose(sentences, references, every, words)
            size = len(text.encode()) / 1e6
            found = sum(1 for _ in find_locators(text))
            mine = best(lambda text=text: sum(1 for _ in find_locators(text)))
            bare = best(lambda text=text: sum(1 for _ in BARE.finditer(text)))
            row = f"{every:,} words, {name}"
            print(f"{row:30} {size / mine:8.1f} {size / bare:11.1f} {found:7}")
    print(f"\n{'hostile':16} {'100 kB, ms':>10} {'200 kB, ms':>10} {'ratio':>6}")
    for piece in HOSTILE:
        once, twice = (
            best(lambda text=(piece * size)[:size]: sum(1 for _ in find_locators(text)), 2)
            for size in (100_000, 200_000)
        )
        print(f"{piece!r:16} {once * 1e3:10.1f} {twice * 1e3:10.1f} {twice / once:6.1f}")


if __name__ == "__main__":
    main()
