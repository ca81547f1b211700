"""The case backend for Open Zaak: the Zaken, Documenten and Catalogi APIs (ZGW) of a municipality."""
