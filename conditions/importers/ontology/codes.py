"""Cross-references as codes: systems by the names that readers know, whatever a release calls them."""

from conditions.catalogue.describe import CodeFact
from conditions.importers.ontology.readable import unversioned

# prefix: the system's name, whether the value shows the prefix, and its address where the system has one for each value
_SYSTEMS: dict[str, tuple[str, str, str]] = {
    "DOID": ("DOID", "DOID:", "https://disease-ontology.org/?id=DOID:{}"),
    "MONDO": ("MONDO", "MONDO:", "http://purl.obolibrary.org/obo/MONDO_{}"),
    "ORDO": ("ORPHA", "ORPHA:", "https://www.orpha.net/en/disease/detail/{}"),
    "ORPHANET": ("ORPHA", "ORPHA:", "https://www.orpha.net/en/disease/detail/{}"),
    "MESH": ("MeSH", "", "https://meshb.nlm.nih.gov/record/ui?ui={}"),
    "MIM": ("OMIM", "", "https://omim.org/entry/{}"),
    "OMIM": ("OMIM", "", "https://omim.org/entry/{}"),
    "NCI": ("NCIt", "", ""),
    "UMLS_CUI": ("UMLS", "", ""),
    "SNOMEDCT_US": ("SNOMED CT", "", ""),
    "ICD9CM": ("ICD-9-CM", "", ""),
    "ICD10CM": ("ICD-10-CM", "", ""),
    "ICD11": ("ICD-11", "", ""),
    "ICDO": ("ICD-O", "", ""),
    "MEDDRA": ("MedDRA", "", ""),
}
# What is a source of the text rather than a code of the condition.
_NO_CODES = {"url", "http", "https", "PMID", "ISBN"}
_LONGEST_SYSTEM, _LONGEST_VALUE = 30, 60


def code_of(xref: str) -> CodeFact | None:
    """The code that a cross-reference means; None where it is none, or does not fit."""
    prefix, _colon, value = xref.partition(":")
    prefix, value = unversioned(prefix), value.strip()
    if prefix in _NO_CODES or not value or len(value) > _LONGEST_VALUE - 10:
        return None
    system, shown, address = _SYSTEMS.get(prefix, (prefix[:_LONGEST_SYSTEM], "", ""))
    # OMIM's series ("PS...") have other addresses than its entries.
    url = address.format(value) if address and value.replace("D", "", 1).isdigit() else ""
    return CodeFact(system, shown + value, url)
