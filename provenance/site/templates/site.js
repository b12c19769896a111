/* The pages are whole without this: it lets the list be filtered, and citations be copied. */
"use strict";
(function () {
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function filterList(form) {
    const rows = Array.from(document.querySelectorAll("#documents tbody tr"), (row) => ({
      row,
      text: plain(row.textContent),
      archives: row.dataset.archives.split(" "),
      years: row.dataset.years.split(" "),
      translators: row.dataset.translators.split(" "),
    }));
    const choices = Array.from(form.querySelectorAll("select"));
    const words = document.getElementById("words");
    const count = document.getElementById("count");
    const nothing = document.getElementById("nothing");
    const all = count.textContent;

    function apply() {
      const wanted = plain(words.value).split(/\s+/).filter(Boolean);
      const chosen = choices.filter((each) => each.value !== "");
      let found = 0;
      for (const each of rows) {
        const fits = wanted.every((word) => each.text.includes(word)) &&
          chosen.every((one) => each[one.dataset.column].includes(one.value));
        each.row.hidden = !fits;
        found += fits ? 1 : 0;
      }
      const few = wanted.length || chosen.length;
      count.textContent = few ? found.toLocaleString("en") + " of " + all : all;
      nothing.hidden = found > 0;
    }

    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    window.addEventListener("pageshow", apply); // what was chosen is there again after going back
    apply();
  }

  function copyButtons() {
    for (const citation of document.querySelectorAll(".citation")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy: " + citation.previousElementSibling.textContent);
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(citation.textContent.replace(/\u00a0/g, " "));
          button.textContent = "Copied";
        } catch {
          window.getSelection().selectAllChildren(citation);
        }
      });
      const place = document.createElement("dd");
      place.append(button);
      citation.after(place);
    }
  }

  const form = document.getElementById("filters");
  if (form) {
    filterList(form);
  }
  if (navigator.clipboard) {
    copyButtons();
  }
})();
