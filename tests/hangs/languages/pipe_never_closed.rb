# A pipe whose write end its only process never closes.
#
# cause = "own-write-end"

reader, writer = IO.pipe
writer.puts "hello"
puts reader.read
