#!/bin/sh
# Boots the Debian root in $1 by its own systemd, with the disk image $2 as /var/lib/gatehouse, inside namespaces that the caller made:
#   unshare --mount --pid --fork --kill-child --cgroup --uts --ipc --net sh boot.sh ROOT IMAGE
# Of this machine it gets a kernel and nothing else: own network (loopback only), own /dev, own cgroups; /sys and
# /proc/sys can be read only, so that nothing here is changed.
set -eu
root=$1
image=$2
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root/var/lib/gatehouse"
mount -o loop "$image" "$root/var/lib/gatehouse"
rmdir "$root/var/lib/gatehouse/lost+found"
cd "$root"
exec env -i container=gatehouse-test PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  chroot "$root" /usr/lib/systemd/systemd --system --unit=multi-user.target --log-target=journal --show-status=no
