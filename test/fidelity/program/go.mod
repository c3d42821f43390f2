module fidelity

go 1.24
