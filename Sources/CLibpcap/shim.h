#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pcap/pcap.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// What Swift cannot call: functions of variable arguments, and system calls without a wrapper.

static inline int egret_set_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
static inline int egret_end_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }
static inline int egret_drop_from_bounding_set(int capability) { return prctl(PR_CAPBSET_DROP, capability, 0, 0, 0); }
static inline int egret_clear_ambient_set(void) { return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0); }

/// Effective and permitted capabilities of this thread as bits; 0 when they cannot be told.
static inline unsigned long long egret_effective_capabilities(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{0}};
  if (syscall(SYS_capget, &header, data) != 0) return 0;
  return (unsigned long long)data[1].effective << 32 | data[0].effective;
}

/// Keeps what is permitted when this process becomes another user.
static inline int egret_keep_capabilities(void) { return prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0); }

/// Permitted capabilities of this thread as bits; 0 when they cannot be told.
static inline unsigned long long egret_permitted_capabilities(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{0}};
  if (syscall(SYS_capget, &header, data) != 0) return 0;
  return (unsigned long long)data[1].permitted << 32 | data[0].permitted;
}

/// Gives up all capabilities of this thread but those in `kept`, which must be permitted.
static inline int egret_keep_only_capabilities(unsigned long long kept) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{0}};
  data[0].effective = data[0].permitted = (__u32)kept;
  data[1].effective = data[1].permitted = (__u32)(kept >> 32);
  return (int)syscall(SYS_capset, &header, data);
}

/// For the calling thread only, so that work in the background yields to capturing.
static inline int egret_thread_id(void) { return (int)syscall(SYS_gettid); }
