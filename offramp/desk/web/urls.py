"""Addresses of the desk."""

from django.urls import path

from offramp.desk.web import demo, home

app_name = "desk"
urlpatterns = [
    path("", home.show, name="home"),
    path("sign-in/as/<slug:role>/", demo.sign_in_as, name="sign-in-as"),
]
