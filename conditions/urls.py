"""Addresses of the conditions."""

from django.urls import path

from conditions.web import articles, catalogue, corrections, editing, feeds, glossary, reviews, revisions, tree

conditions_patterns = (
    [
        path("", catalogue.index, name="index"),
        path("new/", catalogue.new, name="new"),
        path("suggest/", catalogue.suggest, name="suggest"),
        path("feed/", feeds.changed, name="feed"),
        path("reviews/", reviews.index, name="reviews"),
        path("corrections/", corrections.index, name="corrections"),
        path("corrections/<int:correction_id>/", corrections.correction, name="correction"),
        path("tree/", tree.top, name="tree"),
        path("tree/<slug:slug>/", tree.branch, name="branch"),
        path("code/<str:value>/", articles.by_code, name="code"),
        path("<slug:slug>/", articles.article, name="article"),
        path("<slug:slug>/edit/", editing.edit, name="edit"),
        path("<slug:slug>/correct/", corrections.correct, name="correct"),
        path("<slug:slug>/review/", reviews.review, name="review"),
        path("<slug:slug>/history/", revisions.history, name="history"),
        path("<slug:slug>/history/<int:number>/", revisions.revision, name="revision"),
        path("<slug:slug>/history/<int:number>/restore/", revisions.restore, name="restore"),
        path("<slug:slug>/compare/", revisions.compared, name="compare"),
    ],
    "conditions",
)

glossary_patterns = (
    [
        path("", glossary.index, name="index"),
        path("new/", glossary.define, name="new"),
        path("<slug:slug>/", glossary.term, name="term"),
        path("<slug:slug>/edit/", glossary.define, name="define"),
    ],
    "glossary",
)
