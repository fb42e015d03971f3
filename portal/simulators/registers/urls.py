"""Under ``/simulators/registers/``, in development only."""

from django.urls import path

from portal.simulators.registers import views

urlpatterns = [
    path("", views.switches, name="simulated_registers"),
    path("<slug:register>", views.asked, name="simulated_register"),
]
