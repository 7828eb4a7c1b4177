"""One declaration of a step's inputs; page, API and description are made from it."""

from workflows.engine.inputs import ask
from workflows.engine.inputs.declare import NoInputs, StepInputs
from workflows.engine.inputs.read import read_inputs

__all__ = ["NoInputs", "StepInputs", "ask", "read_inputs"]
