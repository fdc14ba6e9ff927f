from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister

q = QuantumRegister(3, "q")
ghz = QuantumCircuit(q, ClassicalRegister(1, "first"), ClassicalRegister(2, "rest"))
ghz.h(q[0])
ghz.cx(q[0], q[1])
ghz.cx(q[1], q[2])
ghz.measure(q, [0, 1, 2])
