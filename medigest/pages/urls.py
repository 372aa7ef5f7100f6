"""Addresses of the pages that belong to no room."""

from django.urls import path

from medigest.pages import sitemaps, views

urlpatterns = [
    path("", views.home, name="home"),
    path("disclaimer/", views.disclaimer, name="disclaimer"),
    path("rules/", views.rules, name="rules"),
    path("privacy/", views.privacy, name="privacy"),
    path("help/", views.help_page, name="help"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/<str:kind>/<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path(".well-known/change-password", views.change_password, name="change_password"),
]
