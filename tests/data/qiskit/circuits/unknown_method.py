from qiskit import QuantumCircuit

before = QuantumCircuit(1)
before.hadamard(0)
after = QuantumCircuit(2)
