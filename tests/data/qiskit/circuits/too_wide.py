from qiskit import QuantumCircuit

wide = QuantumCircuit(40)
wide.h(range(40))
wide.t(range(40))
wide.measure_all()

idle = QuantumCircuit(40, 1)
idle.t(0)
idle.measure(0, 0)
