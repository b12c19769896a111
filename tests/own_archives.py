"""A file of archives of one's own, as tests of settings, processes and clusters need one."""

__all__ = ["TOWN"]

TOWN = """\
country = "RU"
country_name = "Russia"
language = "ru"
[[archive]]
id = "own-town"
name = "Town Archive of Nowhere"
city = "Nowhere"
latin_abbreviations = ["AGN"]
scheme = "fond>opis>delo>list"
"""
