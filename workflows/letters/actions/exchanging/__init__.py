"""Letters through e-CMS, from agency to agency of different servers (domain sheet 9.1).

`following` reads the log and writes down what is to be said; `sending` says it; `fetching` keeps what came
and takes it out of the server's queue; `handling` deals with it. Each may die at any moment: the others find
its row, and the same thing is done once.
"""
