from qiskit import QuantumCircuit

flip = QuantumCircuit(2, 2)
flip.x(1)
flip.measure([0, 1], [0, 1])
alias = flip
_hidden = QuantumCircuit(1)
