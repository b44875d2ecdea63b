"""Addresses of referrals: of those who send, and of the agency that answers."""

from django.urls import path

from offramp.referrals.web import agency, pages, sender, sending

app_name = "referrals"
urlpatterns = [
    path("people/<uuid:person_id>/refer/", sending.choose, name="choose"),
    path("people/<uuid:person_id>/refer/<uuid:service_id>/", sending.send, name="send"),
    path("people/<uuid:person_id>/referrals/", sender.of_person, name="of-person"),
    path("referrals/sent/", sender.sent, name="sent"),
    path("referrals/", agency.inbox, name="inbox"),
    path("referrals/<uuid:referral_id>/", pages.referral, name="referral"),
    path("referrals/<uuid:referral_id>/reply/", sender.reply, name="reply"),
    path("referrals/<uuid:referral_id>/seen/", sender.mark_seen, name="seen"),
    path("referrals/<uuid:referral_id>/call-back/", sender.call_back, name="call-back"),
    path("referrals/<uuid:referral_id>/accept/", agency.accept, name="accept"),
    path("referrals/<uuid:referral_id>/decline/", agency.decline, name="decline"),
    path("referrals/<uuid:referral_id>/ask/", agency.ask, name="ask"),
    path("referrals/<uuid:referral_id>/called-back/", agency.acknowledge, name="acknowledge"),
]
