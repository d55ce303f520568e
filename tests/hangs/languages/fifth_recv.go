// Four datagrams were sent, five are received, and the peer has gone.
//
// verdict = "timeout"
// cause = "peer-gone-datagram"

package main

import (
	"fmt"
	"syscall"
)

func main() {
	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0)
	if err != nil {
		panic(err)
	}
	for n := 0; n < 4; n++ {
		syscall.Write(pair[1], []byte("message"))
	}
	syscall.Close(pair[1])
	buffer := make([]byte, 100)
	for n := 0; n < 5; n++ {
		count, _, _ := syscall.Recvfrom(pair[0], buffer, 0)
		fmt.Println(count)
	}
}
