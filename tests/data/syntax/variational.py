import numpy as np
from qiskit.circuit import ParameterVector, QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from scipy.optimize import minimize


class Ansatz:
    """Layers of rotations with a ring of entanglers."""

    def __init__(self, qubits: int, layers: int = 2) -> None:
        self.qubits = qubits
        self.parameters = ParameterVector("theta", qubits * (layers + 1))
        self.circuit = self._build(layers)

    def _build(self, layers: int) -> QuantumCircuit:
        circuit = QuantumCircuit(self.qubits)
        angles = iter(self.parameters)
        for layer in range(layers + 1):
            for qubit in range(self.qubits):
                circuit.ry(next(angles), qubit)
            if layer < layers:
                for qubit in range(self.qubits):
                    circuit.cz(qubit, (qubit + 1) % self.qubits)
        return circuit

    @property
    def size(self):
        return len(self.parameters)


def ground_state(hamiltonian: SparsePauliOp, ansatz: Ansatz, *, seed: int = 7):
    estimator = StatevectorEstimator(seed=seed)
    history = []

    def energy(values):
        (result,) = estimator.run([(ansatz.circuit, hamiltonian, [values])]).result()
        history.append(float(result.data.evs[0]))
        return history[-1]

    start = np.random.default_rng(seed).uniform(-np.pi, np.pi, ansatz.size)
    best = minimize(energy, start, method="COBYLA", options={"maxiter": 200, "tol": 1e-3})
    return best.fun, best.x, history
