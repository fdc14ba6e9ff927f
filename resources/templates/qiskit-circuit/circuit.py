from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator


def {{NAME}}(qubits: int = 3) -> QuantumCircuit:
    """All qubits entangled: measured, they are all 0 or all 1."""
    circuit = QuantumCircuit(qubits)
    circuit.h(0)
    for qubit in range(qubits - 1):
        circuit.cx(qubit, qubit + 1)
    circuit.measure_all()
    return circuit


if __name__ == "__main__":
    simulator = AerSimulator()
    result = simulator.run(transpile({{NAME}}(), simulator), shots=1024).result()
    print(result.get_counts())
