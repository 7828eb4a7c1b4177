"""The XML messages of TH e-GIF as e-CMS servers carry them (domain sheet 9.1): exact in writing, tolerant in
reading. Plain Python: what is not certain about servers is told by `codes.Codes`, which an agency may change.
"""
