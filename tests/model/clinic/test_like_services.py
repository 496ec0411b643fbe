"""Services that are the same thing at several doctors, and the houses that places lie in."""

from typing import Any

from medic_desk.model.clinic.clinic import (
    Clinic,
    Doctor,
    LocationEntry,
    ServiceEntry,
    SiteEntry,
    read_clinic,
)
from medic_desk.model.store.store import Store
from tests.model.shared_house import make_shared_house


def doctor(key: str, *, is_active: bool = True) -> Doctor:
    return Doctor(
        id=key,
        user_id=None,
        first_name="",
        last_name=key,
        specialty=None,
        timezone="Europe/Athens",
        calendar_color=None,
        is_active=is_active,
        schedule_version=1,
        hours_table="schedule_rules",
    )


def service(key: str, doctor_id: str, slug: str, name: str, **fields: Any) -> ServiceEntry:
    columns: dict[str, Any] = {
        "description": None,
        "duration_minutes": 30,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "price_cents": None,
        "currency": "EUR",
        "consultation_mode": "in_person",
        "default_location_id": None,
        "default_room_id": None,
        "is_active": True,
        "location_ids": (),
    }
    return ServiceEntry(id=key, doctor_id=doctor_id, slug=slug, name=name, **(columns | fields))


def clinic(*services: ServiceEntry, doctors: tuple[Doctor, ...] = ()) -> Clinic:
    listed = doctors or tuple(doctor(key) for key in "abc")
    return Clinic(doctors=listed, services=services, locations=(), rooms=(), people=())


ECG = service("a1", "a", "ecg", "Καρδιογράφημα")


def liked(lists: Clinic, doctor_id: str = "b") -> str | None:
    found = lists.like_service("a1", doctor_id)
    return None if found is None else found.id


def test_a_like_service_has_the_slug_or_the_name() -> None:
    assert liked(clinic(ECG, service("b1", "b", "ecg", "ΗΚΓ"))) == "b1"
    assert liked(clinic(ECG, service("b1", "b", "kardio", " καρδιογραφημα "))) == "b1"
    assert liked(clinic(ECG, service("b1", "b", "kardio", "ΗΚΓ"))) is None
    assert liked(clinic(ECG), "a") == "a1", "the service is its own like"


def test_of_several_the_nearest_is_meant() -> None:
    by_name = service("b1", "b", "x", "Καρδιογράφημα")
    by_slug = service("b2", "b", "ecg", "ΗΚΓ")
    by_both = service("b3", "b", "ecg", "Καρδιογράφημα")
    assert liked(clinic(ECG, by_name, by_slug)) == liked(clinic(by_slug, by_name, ECG)) == "b2"
    assert liked(clinic(ECG, by_name, by_slug, by_both)) == "b3"
    twin = service("a0", "a", "ecg", "Καρδιογράφημα")
    assert liked(clinic(twin, ECG), "a") == "a1"


def test_what_is_retired_is_not_like_and_what_has_no_words_is_like_nothing() -> None:
    retired = service("b1", "b", "ecg", "Καρδιογράφημα", is_active=False)
    assert liked(clinic(ECG, retired)) is None
    nameless = service("a1", "a", "", " ")
    assert liked(clinic(nameless, service("b1", "b", "", ""))) is None


def test_a_retired_service_still_leads_to_its_likes() -> None:
    retired = service("a1", "a", "ecg", "Καρδιογράφημα", is_active=False)
    lists = clinic(retired, service("b1", "b", "ecg", "ΗΚΓ"))
    assert [one.id for one in lists.like_services("a1")] == ["b1"]
    assert lists.like_services("nobody's") == ()
    assert lists.like_service("nobody's", "b") is None


def test_the_likes_of_a_clinic_are_one_for_each_active_doctor_in_their_order() -> None:
    doctors = (doctor("c"), doctor("a"), doctor("b", is_active=False))
    lists = clinic(
        ECG,
        service("b1", "b", "ecg", "ΗΚΓ"),
        service("c1", "c", "ecg", "ΗΚΓ"),
        service("c2", "c", "call", "Τηλεφώνημα"),
        doctors=doctors,
    )
    assert [one.id for one in lists.like_services("a1")] == ["c1", "a1"]


def test_a_place_lies_in_its_house_or_is_its_own() -> None:
    def location(key: str, site: str | None, *, is_active: bool = True) -> LocationEntry:
        return LocationEntry(
            id=key, doctor_id="a", name=key, address=None, is_active=is_active, clinic_site_id=site
        )

    lists = Clinic(
        doctors=(),
        services=(),
        locations=(
            location("l1", "s1"),
            location("l2", None),
            location("l3", "s3"),
            location("l4", "s4", is_active=False),
        ),
        rooms=(),
        people=(),
        sites=(
            SiteEntry(id="s1", name="Κέντρο"),
            SiteEntry(id="s3", name="Βόρεια", is_active=False),
            SiteEntry(id="s4", name="Νότια"),
        ),
    )
    assert [lists.house_of(key) for key in ("l1", "l2", "gone", None)] == ["s1", "l2", None, None]
    assert [one.id for one in lists.houses] == ["s1", "l2"]


def test_houses_are_read_with_the_clinic(store: Store) -> None:
    house = make_shared_house(store)
    lists = store.do(read_clinic)
    assert lists.sites == (SiteEntry(id=house.site_id, name="Κέντρο"),)
    assert lists.house_of(house.clinic.location_id) == house.site_id
    likes = lists.like_services(house.scan_id)
    assert {one.id for one in likes} == {house.scan_id, house.colleague_scan_id}
