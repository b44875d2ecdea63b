"""Addresses of the numbers."""

from django.urls import path

from offramp.reporting.web import views

app_name = "reporting"
urlpatterns = [path("numbers/", views.show_bulletin, name="bulletin")]
