"""Digital signatures in PDF (PAdES): certificates, signing, and telling whether a signature holds."""
