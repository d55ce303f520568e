// The parent reads to the end and keeps its own copy of the write end; the child, an echo, has ended.
//
// verdict = "timeout"
// cause = "own-write-end"

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
)

func main() {
	reader, writer, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	child := exec.Command("echo", "from the child")
	child.Stdout = writer
	if err := child.Start(); err != nil {
		panic(err)
	}
	all, _ := io.ReadAll(reader)
	fmt.Println(string(all))
	child.Wait()
	writer.Close()
}
