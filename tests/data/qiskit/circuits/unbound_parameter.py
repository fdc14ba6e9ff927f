from qiskit import QuantumCircuit
from qiskit.circuit import Parameter

theta = Parameter("theta")
ansatz = QuantumCircuit(1, 1)
ansatz.rx(theta, 0)
ansatz.measure(0, 0)
bound = ansatz.assign_parameters({theta: 0.0})
