"""Lists shared by all agencies that no app below keeps: roles, processes and their states."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from documents.api.shapes import CodesShape
from eoffice.people.roles import Role
from workflows.engine.api.shapes import Shape
from workflows.engine.may import state_label
from workflows.engine.registry import processes
from workflows.engine.rules.classes import StateClass


class StateCode(Shape):
    """A state, what it is called, and its class."""

    code = serializers.CharField()
    label = serializers.CharField()
    state_class = serializers.ChoiceField(choices=[kind.value for kind in StateClass])


class ProcessCode(Shape):
    """A tracked process: its id in the log, its path in the API, its states in the order of the machine."""

    code = serializers.CharField()
    path = serializers.CharField()
    label = serializers.CharField()
    states = StateCode(many=True)


class ProcessCodes(Shape):
    """All processes; the list is whole."""

    results = ProcessCode(many=True)
    next = serializers.CharField(allow_null=True)


class RolesView(APIView):
    """Roles."""

    @extend_schema(operation_id="roles", tags=["codes"], responses={200: CodesShape})
    def get(self, _request: Request) -> Response:
        """The roles that a post may carry (sheet 10.1)."""
        rows = [{"code": code, "label": label} for code, label in Role.choices]
        return Response(CodesShape({"results": rows, "next": None}).data)


class ProcessesView(APIView):
    """Processes."""

    @extend_schema(operation_id="processes", tags=["codes"], responses={200: ProcessCodes})
    def get(self, _request: Request) -> Response:
        """The tracked processes with their states and classes (sheet 12.6)."""
        rows = [
            {
                "code": model.process,
                "path": model.path,
                "label": model.process_label,
                "states": [
                    {"code": state, "label": state_label(model, state), "state_class": kind}
                    for state, kind in model.classes.items()
                ],
            }
            for model in processes()
        ]
        return Response(ProcessCodes({"results": rows, "next": None}).data)
