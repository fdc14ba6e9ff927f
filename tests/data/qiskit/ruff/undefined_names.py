from qiskit import QuantumCircuit

text = "😀 é"; qc = QuantumCircuit(qubits)
qc.h(0); qc.append(CXGate(), [0, 1])
print(text)
