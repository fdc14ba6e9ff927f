from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
"😀"; assert qc.num_qubits == 3, f"expected 3 qubits, got {qc.num_qubits}"
