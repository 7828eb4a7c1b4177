"""Starts and watches the processes of an embedded installation: broker, web, worker and scheduler."""
