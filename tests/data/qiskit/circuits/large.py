from qiskit import QuantumCircuit

large = QuantumCircuit(5)
for step in range(2000):
    large.cx(step % 5, (step + 1) % 5)
