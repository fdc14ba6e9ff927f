"""Prepares a Bell pair and looks at its correlations."""
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator


def bell_pair(phase: float = 0.0) -> QuantumCircuit:
    circuit = QuantumCircuit(2, 2)
    circuit.h(0)
    if phase:
        circuit.p(phase, 0)
    circuit.cx(0, 1)
    circuit.measure([0, 1], [0, 1])
    return circuit


if __name__ == "__main__":
    simulator = AerSimulator(method="statevector")
    job = simulator.run(transpile(bell_pair(), simulator), shots=1024)
    counts = job.result().get_counts()
    for outcome, count in sorted(counts.items()):
        print(f"{outcome}: {count / 1024:.3f}")
