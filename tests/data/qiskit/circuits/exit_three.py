import sys

import qiskit

sys.stderr.write("giving up\n")
sys.exit(3)
