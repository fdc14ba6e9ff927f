import sys,math
x=math.pi;y   =  sys.argv
l = lambda a:a
if x == True: print( y,l )
