"""A static web site of a library: a list with filters, a page for each record.

:func:`provenance.site.writer.write_site` writes it. The pages need no server, no network and no
script: the script only hides what the filters leave out.
"""
