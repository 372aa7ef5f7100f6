"""Addresses of the conditions."""

from django.urls import path

from conditions.web import articles, catalogue, editing

conditions_patterns = (
    [
        path("", catalogue.index, name="index"),
        path("new/", catalogue.new, name="new"),
        path("code/<str:value>/", articles.by_code, name="code"),
        path("<slug:slug>/", articles.article, name="article"),
        path("<slug:slug>/edit/", editing.edit, name="edit"),
        path("<slug:slug>/history/", articles.history, name="history"),
        path("<slug:slug>/history/<int:number>/", articles.revision, name="revision"),
    ],
    "conditions",
)
