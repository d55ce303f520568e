# The parent reads to the end and keeps its own copy of the write end.
#
# cause = "own-write-end"

reader, writer = IO.pipe
child = fork do
  reader.close
  writer.puts "from the child"
end
puts reader.read
Process.wait child
