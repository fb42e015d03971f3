"""Under ``/simulators/id-reader/``, in development only."""

from django.urls import path

from portal.simulators.id_reader import views

urlpatterns = [
    path("", views.table, name="simulated_id_reader"),
    path("card", views.card, name="simulated_id_reader_card"),
]
