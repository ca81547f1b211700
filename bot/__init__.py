"""The running application: channels, storage, delivery, access. The only room with network, database and clock."""
