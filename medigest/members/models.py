"""The index of this room's models; each slice holds its own."""

from medigest.members.accounts.models import Member
from medigest.members.blocks.models import Block
from medigest.members.consents.models import AgeConfirmation, Consent
from medigest.members.devices.models import Device
from medigest.members.privacy.models import Export
from medigest.members.profiles.models import Profile
from medigest.members.renames.models import FormerHandle

__all__ = ["AgeConfirmation", "Block", "Consent", "Device", "Export", "FormerHandle", "Member", "Profile"]
