"""Switches segmentation and checksum offload of one interface off, as `ethtool -K` does.

With offload the capture holds frames of up to 64 KiB with checksums not filled in, as on a busy host; without it
frames are as long as the MTU allows and checksums are right, as on a mirror port.
"""

import array
import fcntl
import socket
import struct
import sys

SIOCETHTOOL = 0x8946
SET_COMMANDS = {"rx": 0x15, "tx": 0x17, "sg": 0x19, "tso": 0x1F, "gso": 0x24, "gro": 0x2C}


def switch_off(interface: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        for command in SET_COMMANDS.values():
            value = array.array("B", struct.pack("II", command, 0))
            request = struct.pack("16sP", interface.encode(), value.buffer_info()[0])
            try:
                fcntl.ioctl(handle, SIOCETHTOOL, request)
            except OSError as error:
                print(f"offload command {command:#x} refused: {error}", file=sys.stderr)


if __name__ == "__main__":
    switch_off(sys.argv[1])
