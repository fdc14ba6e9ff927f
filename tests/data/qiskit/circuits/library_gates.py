from qiskit import QuantumCircuit
from qiskit.circuit.library import MCXGate, QFTGate

there_and_back = QuantumCircuit(3, 3)
there_and_back.x([0, 2])
there_and_back.append(QFTGate(3), range(3))
there_and_back.append(QFTGate(3).inverse(), range(3))
there_and_back.measure(range(3), range(3))

toffoli = QuantumCircuit(4, 1)
toffoli.x([0, 1, 2])
toffoli.append(MCXGate(3), range(4))
toffoli.barrier()
toffoli.measure(3, 0)
