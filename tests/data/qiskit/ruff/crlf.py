import os
print(missing)
