"""Whole ontologies: a file is a release of thousands of terms. `ONTOLOGIES` is the register of forms."""

from conditions.importers.ontology import files

ONTOLOGIES = {"obo": files.load_obo, "obographs": files.load_obographs}
