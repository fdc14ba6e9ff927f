from qiskit import QuantumCircuit


def build(n):
    circuit = QuantumCircuit(n)
    circuit.cx(0, n)
    return circuit


build(2)
