"""What machines are told of an article: `MedicalWebPage` about a `MedicalCondition`."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from conditions.articles.models import Revision
from conditions.catalogue.models import Condition
from conditions.catalogue.read import Card
from medigest.kit.canonical import absolute
from medigest.kit.linked_data import script_of


def article_data(condition: Condition, revision: Revision | None, card: Card, review: dict[str, Any] | None) -> str:
    """The page and the condition, as JSON-LD."""
    url = absolute(condition.url)
    site = {"@type": "Organization", "name": settings.SITE_NAME, "url": absolute("/")}
    facts: dict[str, Any] = {
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": condition.name,
        "description": condition.definition,
        "inLanguage": get_language(),
        "isPartOf": {"@type": "WebSite", "name": settings.SITE_NAME, "url": absolute("/")},
        "publisher": site,
        "about": {
            "@type": "MedicalCondition",
            "name": condition.name,
            "alternateName": [*card.names, *card.former],
            "description": condition.definition,
            "code": [
                {"@type": "MedicalCode", "codingSystem": code["system"], "codeValue": code["value"], "url": code["url"]}
                for code in card.codes
            ],
        },
    }
    if revision:
        facts["dateModified"] = revision.published_at.isoformat()
        if revision.written_by:
            facts["author"] = {"@type": "Person", "name": revision.written_by, "description": revision.credentials}
    if review and not review["changed"]:
        facts["lastReviewed"] = review["reviewed_on"].isoformat()
        facts["reviewedBy"] = {"@type": "Person", "name": review["reviewer"], "description": review["credentials"]}
    return script_of(facts)
