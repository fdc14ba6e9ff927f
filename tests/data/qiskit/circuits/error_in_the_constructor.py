from qiskit import QuantumCircuit

qc = QuantumCircuit(-1)
