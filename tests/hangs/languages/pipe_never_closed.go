// A pipe whose write end its only process never closes.
//
// verdict = "timeout"
// cause = "own-write-end"

package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	reader, writer, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	done := make(chan []byte)
	go func() {
		all, _ := io.ReadAll(reader)
		done <- all
	}()
	fmt.Fprintln(writer, "hello")
	fmt.Println(string(<-done))
	writer.Close()
}
