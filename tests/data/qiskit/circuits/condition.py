from qiskit import QuantumCircuit

reset = QuantumCircuit(1, 2)
reset.h(0)
reset.measure(0, 0)
with reset.if_test((reset.clbits[0], 1)):
    reset.x(0)
reset.measure(0, 1)
