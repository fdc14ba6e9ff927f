from qiskit import QuantumCircuit

wide = QuantumCircuit(60)
wide.h(0)
for qubit in range(59):
    wide.cx(qubit, qubit + 1)
wide.measure_all()
